module dev.stagecraft/shop

go 1.21
