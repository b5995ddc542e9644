using Microsoft.AspNetCore.Http;

namespace LocalAzure.Server;

/// <summary>A service next to ARM at the same address, such as blob storage.</summary>
internal interface IDataPlane
{
    /// <summary>
    /// Returns the handler for a path, which returns the status; null when the path belongs to another service.
    /// </summary>
    Func<HttpContext, Task<int>>? HandlerOf(string path);
}
