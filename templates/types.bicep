metadata name = 'Types of the parameters'
metadata description = 'What the program hands over to the templates.'

@export()
@description('One Shell customizer or validator.')
type shellStep = {
  @description('The only kind of step that we use.')
  type: 'Shell'

  @description('The name that the log shows.')
  name: string

  @description('The lines of the script.')
  inline: string[]
}

@export()
@description('Tags of a resource.')
type tagMap = {
  @description('The value of a tag.')
  *: string
}

@export()
@description('The form in which an image is handed over. A gallery needs more rights than a managed image.')
type distributionKind = 'managedImage' | 'gallery' | 'vhd'
