using './bicep-foreseen.bicep'

param secret = 'not shown'
