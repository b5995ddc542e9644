namespace Jumpbox.Templates;

/// <summary>The roles that the builder's identity gets.</summary>
/// <param name="Network">The GUID of the role at the virtual network.</param>
/// <param name="Image">The GUID of the role at the group that takes the image.</param>
public sealed record RoleGuids(string Network, string Image);
