"""Raw cells become typed values; what cannot be read is rejected with its place and reason."""
