import { serve } from '../bridge/serve'
import { createPreview } from './preview'

serve(createPreview())
