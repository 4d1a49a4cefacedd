"""Words of a story that must not get out, for those who write them and those who look for them."""

# Of every borrower.
TAX_FILE_NUMBER, ACCOUNT_NUMBER = "648188535", "062000-12345678"
# What occurs in a text by chance is shorter.
LEAST_CHARACTERS = 8
