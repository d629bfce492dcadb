PLACE = __file__
