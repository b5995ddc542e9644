using '../../../../templates/roles.bicep'

param distribution = 'gallery'
