"""What is reported: the periods, the figures of each report, and the tables that show them."""
