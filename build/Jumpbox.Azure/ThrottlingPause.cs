namespace Jumpbox.Azure;

/// <summary>A pause that the service asked for with 429 and Retry-After.</summary>
/// <param name="Subscription">The subscription's GUID, or the word <c>tenant</c>.</param>
/// <param name="Class">The class of call that is limited.</param>
/// <param name="Duration">How long calls of this class wait.</param>
public sealed record ThrottlingPause(string Subscription, CallClass Class, TimeSpan Duration);
