"""What the tables hold: each column declared once, each table as a list of columns."""
