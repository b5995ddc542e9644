namespace Jumpbox.Azure.Arm;

/// <summary>The ways to sign in.</summary>
public enum SignInKind
{
    /// <summary>Given by the caller: LocalAzure's own tokens, an embedding program's credential.</summary>
    Given,

    /// <summary>An application with its secret.</summary>
    ClientSecret,

    /// <summary>An application with its certificate.</summary>
    ClientCertificate,

    /// <summary>A federated token in a file, as Kubernetes mounts it.</summary>
    WorkloadIdentity,

    /// <summary>The identity of the Azure resource that the program runs on.</summary>
    ManagedIdentity,

    /// <summary>The Azure CLI.</summary>
    AzureCli,

    /// <summary>The Azure Developer CLI.</summary>
    AzureDeveloperCli,

    /// <summary>The Azure CLI, otherwise the Azure Developer CLI.</summary>
    EitherCli,

    /// <summary>Azure PowerShell.</summary>
    AzurePowerShell,

    /// <summary>Visual Studio.</summary>
    VisualStudio,

    /// <summary>A browser window.</summary>
    Browser,

    /// <summary>A service connection of Azure Pipelines.</summary>
    AzurePipelines,

    /// <summary>The identity of a GitHub Actions job.</summary>
    GitHub,
}
