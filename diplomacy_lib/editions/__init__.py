"""An instructor's own edition of the course: built from one file, executed, then handed over."""
