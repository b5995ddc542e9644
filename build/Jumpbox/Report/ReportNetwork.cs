namespace Jumpbox.Report;

/// <summary>What the drawing of the network shows.</summary>
/// <param name="Network">The virtual network's name.</param>
/// <param name="BuildSubnet">The build subnet's name.</param>
/// <param name="ContainerSubnet">The container-instance subnet's name; empty in the original form.</param>
/// <param name="State">The worst state of the checks of the network: <c>pass</c>, <c>warn</c>, <c>unknown</c>, <c>fail</c>.</param>
/// <param name="Checks">The checks of the network, one line each.</param>
public sealed record ReportNetwork(
    string Network,
    string BuildSubnet,
    string ContainerSubnet,
    string State,
    IReadOnlyList<ReportRow> Checks
);
