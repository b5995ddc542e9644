namespace Jumpbox.Azure.Clients;

/// <summary>A VM size in a region, as one subscription may use it.</summary>
/// <param name="Name">For example <c>Standard_D2ds_v4</c>.</param>
/// <param name="Family">The quota that it counts to, for example <c>standardDDSv4Family</c>.</param>
/// <param name="Cores">Its virtual cores; 0 if Azure does not report it.</param>
/// <param name="Restrictions">Why it may not be used here; empty when it may.</param>
/// <param name="Capabilities">What else Azure says, for example <c>HyperVGenerations</c> and <c>CpuArchitectureType</c>.</param>
internal sealed record VmSize(
    string Name,
    string Family,
    int Cores,
    IReadOnlyList<string> Restrictions,
    IReadOnlyDictionary<string, string> Capabilities
);
