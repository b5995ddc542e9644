using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Facts;

/// <summary>A resource that a build will make.</summary>
/// <param name="What">What it is, for messages; what is in the staging group says so.</param>
/// <param name="Scope">The group that it will be in, or the subscription.</param>
/// <param name="Content">The resource as it will be sent.</param>
internal sealed record FutureResource(string What, string Scope, JsonObject Content);
