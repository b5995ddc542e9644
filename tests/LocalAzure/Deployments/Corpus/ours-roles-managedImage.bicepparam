using '../../../../templates/roles.bicep'

param distribution = 'managedImage'
