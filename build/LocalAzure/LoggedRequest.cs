namespace LocalAzure;

/// <summary>One request as it was answered. The query is left out: it can hold signatures.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Status">HTTP status; 0 when the connection was dropped.</param>
public sealed record LoggedRequest(string Method, string Path, int Status);
