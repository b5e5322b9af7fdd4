select exists (select from image_uses where tenant = ? and image = any (?))
