namespace Jumpbox.Handover;

/// <summary>Why a build must not write its image where it would.</summary>
/// <param name="Message">What stands there, with its content and whether it was released.</param>
/// <param name="Cure">What to do.</param>
public sealed record HandoverRefusal(string Message, string Cure);
