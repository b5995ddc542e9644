using Jumpbox.Settings;

namespace Jumpbox.Offers;

/// <summary>An existing image template.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProvisioningState">For example Succeeded or Failed.</param>
/// <param name="RunState">The state of its last build, for example Running; null when it never ran.</param>
/// <param name="StagingGroup">The staging group of its builds; null when Azure has not reported it.</param>
/// <param name="Identities">The identities that it uses.</param>
public sealed record TemplateState(
    ResourceId Id,
    string ProvisioningState,
    string? RunState,
    ResourceId? StagingGroup,
    IReadOnlyList<string> Identities
);
