using './bicep-modules.bicep'
