"""Models of the course: who votes with whom, bargaining, forecasts, briefings."""
