using Microsoft.AspNetCore.Http;

namespace LocalAzure.Server;

/// <summary>A service beside ARM at the same address, such as the blobs of storage accounts.</summary>
internal interface IDataPlane
{
    /// <summary>What answers requests to a path and gives their status; null when the path is not this service's.</summary>
    Func<HttpContext, Task<int>>? HandlerOf(string path);
}
