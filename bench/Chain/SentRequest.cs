namespace Chain.Bench;

/// <summary>One request as it was sent.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">The address, signatures included.</param>
/// <param name="Started">Since the run began.</param>
/// <param name="Ended">Since the run began.</param>
internal sealed record SentRequest(string Method, string Address, TimeSpan Started, TimeSpan Ended);
