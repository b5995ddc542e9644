namespace Jumpbox.Offers;

/// <summary>A VM size in the region, as available to the subscription.</summary>
/// <param name="Name">For example <c>Standard_D2ds_v4</c>.</param>
/// <param name="Family">The quota that it counts towards, for example <c>standardDDSv4Family</c>.</param>
/// <param name="Cores">Its virtual cores; 0 when Azure does not report them.</param>
/// <param name="Restrictions">Why it is not available here; empty when it is.</param>
/// <param name="Generations">
/// The supported Hyper-V generations, for example <c>V1,V2</c>; null when Azure does not report them.
/// </param>
/// <param name="Architecture">x64 or Arm64; null when Azure does not report it, which means x64.</param>
public sealed record SizeOffer(
    string Name,
    string Family,
    int Cores,
    IReadOnlyList<string> Restrictions,
    string? Generations,
    string? Architecture
);
