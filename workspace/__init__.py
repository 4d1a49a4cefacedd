"""Pages on which people work: the loan book, their inbox, reports, payments and operations."""
