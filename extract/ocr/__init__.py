"""Page images → pages: preparation, table grids, recognition cell by cell.

The only importers of cv2 and Tesseract. Inside this package coordinates are
pixels of a named image, from its upper-left corner; `pages.read_page_image`
turns them into points of the original page.
"""
