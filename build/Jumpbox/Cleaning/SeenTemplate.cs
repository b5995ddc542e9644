using Jumpbox.Settings;

namespace Jumpbox.Cleaning;

/// <summary>An image template as clean-up sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOurs">Whether it carries our tag.</param>
/// <param name="UsesIdentity">Whether it works as the builder's identity of these settings.</param>
/// <param name="IsUnderWay">Whether a build of it is under way.</param>
/// <param name="AwaitsBuild">Whether Azure is still creating it, or no build of it has ended yet: one may begin at any moment.</param>
public sealed record SeenTemplate(ResourceId Id, bool IsOurs, bool UsesIdentity, bool IsUnderWay, bool AwaitsBuild);
