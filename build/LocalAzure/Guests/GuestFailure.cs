namespace LocalAzure.Guests;

/// <summary>A machine that really runs steps has failed.</summary>
internal sealed class GuestFailure(string message) : Exception(message);
