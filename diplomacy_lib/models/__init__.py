"""Models of the course: who votes with whom, who was together; small functions on tables."""
