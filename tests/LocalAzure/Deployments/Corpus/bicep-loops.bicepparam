using './bicep-loops.bicep'
