namespace Jumpbox.Azure.Arm;

/// <summary>One cause for which a sign-in fails, and what to do about it.</summary>
/// <param name="Signs">What the credential's message contains, in any case; one of them is enough.</param>
/// <param name="Cause">The cause, as a sentence.</param>
/// <param name="Cure">What to do, given how the session signs in.</param>
internal sealed record SignInCure(string[] Signs, string Cause, Func<SignInSource, string> Cure);
