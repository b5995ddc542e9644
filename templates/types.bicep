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

@export()
@description('A region of a gallery version.')
type targetRegion = {
  @description('The short name of the region.')
  name: string

  @description('How many copies; one if it is left out.')
  @minValue(1)
  @maxValue(50)
  replicaCount: int?

  @description('How it is stored; locally redundant if it is left out.')
  storageAccountType: ('Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS')?
}

@export()
@description('A role at a resource group.')
type groupRole = {
  @description('The GUID of the role.')
  roleGuid: string

  @description('The subscription of the group.')
  subscriptionId: string

  @description('The name of the group.')
  groupName: string
}
