"""One organisation, one id: every row of every source is tied to the website register."""
