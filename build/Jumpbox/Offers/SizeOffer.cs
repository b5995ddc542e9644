namespace Jumpbox.Offers;

/// <summary>A VM size in the region, as the subscription may use it.</summary>
/// <param name="Name">For example <c>Standard_D2ds_v4</c>.</param>
/// <param name="Family">The quota that it counts to, for example <c>standardDDSv4Family</c>.</param>
/// <param name="Cores">Its virtual cores; 0 when Azure does not say.</param>
/// <param name="Restrictions">Why it may not be used here; empty when it may.</param>
/// <param name="Generations">The Hyper-V generations that it starts, for example <c>V1,V2</c>; null when Azure does not say.</param>
/// <param name="Architecture">x64 or Arm64; null when Azure does not say, which means x64.</param>
public sealed record SizeOffer(
    string Name,
    string Family,
    int Cores,
    IReadOnlyList<string> Restrictions,
    string? Generations,
    string? Architecture
);
