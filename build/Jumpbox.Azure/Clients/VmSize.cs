namespace Jumpbox.Azure.Clients;

/// <summary>A VM size in a region, for one subscription.</summary>
/// <param name="Name">For example <c>Standard_D2ds_v4</c>.</param>
/// <param name="Family">The quota family, for example <c>standardDDSv4Family</c>.</param>
/// <param name="Cores">Its vCPUs; 0 if Azure does not report it.</param>
/// <param name="Restrictions">Why it cannot be used; empty when it can.</param>
/// <param name="Capabilities">
/// Its other capabilities, for example <c>HyperVGenerations</c> and <c>CpuArchitectureType</c>.
/// </param>
internal sealed record VmSize(
    string Name,
    string Family,
    int Cores,
    IReadOnlyList<string> Restrictions,
    IReadOnlyDictionary<string, string> Capabilities
);
