namespace Jumpbox.Rights;

/// <summary>An action that somebody must be allowed.</summary>
/// <param name="For">The target that needs it, for example <c>Template</c>, or what the builder needs it for.</param>
/// <param name="Scope">Where it is done.</param>
/// <param name="Action">For example <c>Microsoft.Compute/images/write</c>.</param>
/// <param name="Optional">Whether there is another way without it.</param>
public sealed record RequiredAction(string For, string Scope, string Action, bool Optional = false);
