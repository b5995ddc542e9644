using '../../../../templates/roles.bicep'

param distribution = 'vhd'
