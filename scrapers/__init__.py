"""One module per way in which prices are published. Found by file name; there is no registry to edit.

A scraper is three pure functions (a `Page` comes with its retailer, or with none where only bytes were handed over):

    recognises(page: Page) -> bool                 can this scraper read these bytes?
    requests(retailer: Retailer) -> list[Request]  where does it start at this retailer?
    read(page: Page) -> Reading                    listings in page order, and the requests that follow

One that reads the same bytes differently tomorrow (a sale that ends, a list of days) says READS_THE_DATE = True.
"""
