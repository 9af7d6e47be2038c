import loading from '@techstark/opencv-js'

// The library is a promise of itself. Imported as a whole it would be taken for a module that is one.
export const library = { loading }
