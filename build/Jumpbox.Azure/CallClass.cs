namespace Jumpbox.Azure;

/// <summary>
/// The classes for which Azure counts calls apart
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling).
/// </summary>
public enum CallClass
{
    /// <summary>GET and HEAD.</summary>
    Read,

    /// <summary>PUT, PATCH and POST.</summary>
    Write,

    /// <summary>DELETE.</summary>
    Delete,
}
