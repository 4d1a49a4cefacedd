"""What users and applications both need. Nothing here knows a person or a loan."""
