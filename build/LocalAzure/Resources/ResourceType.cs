using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// An ARM resource type: its name, its API versions and its handlers. The dispatcher has already checked the token, the API
/// version and the caller's permission. Handlers run in one store transaction; a long-running type overrides <see
/// cref="HandleAsync"/> and uses its own transactions.
/// </summary>
internal abstract class ResourceType(ResourceContext context, string name, params IReadOnlyList<string> apiVersions)
{
    protected ResourceContext Context { get; } = context;

    /// <summary>Namespace and type in Azure's spelling, e.g. Microsoft.Network/virtualNetworks/subnets.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<string> ApiVersions { get; } = apiVersions;

    /// <summary>
    /// Whether a request may have this API version: a listed one, or a newer date, because new versions are published all the time.
    /// In strict mode, only listed ones.
    /// </summary>
    public bool Accepts(string version) =>
        ApiVersions.Count == 0
        || ApiVersions.Contains(version, StringComparer.OrdinalIgnoreCase)
        || !Context.IsStrict && IsNewer(version);

    /// <summary>The permission that a request requires; null for none.</summary>
    public virtual string? ActionOf(ArmRequest request) =>
        request.Method switch
        {
            "GET" or "HEAD" => $"{Name}/read",
            "PUT" or "PATCH" => $"{Name}/write",
            "DELETE" => $"{Name}/delete",
            _ => $"{Name}/action",
        };

    /// <summary>The permission for an action below a resource.</summary>
    public virtual string? ActionOf(ArmRequest request, string action) => $"{Name}/{action}/action";

    public virtual Task<ArmResponse> HandleAsync(ArmRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Context.Store.Transact(() => Handle(request)));

    public virtual Task<ArmResponse> HandleActionAsync(
        ArmRequest request,
        string action,
        CancellationToken cancellationToken
    ) => Task.FromResult(Context.Store.Transact(() => Act(request, action)));

    /// <summary>Makes a PUT in an open transaction, which the caller undoes.</summary>
    public void Attempt(ArmRequest request) => Handle(request);

    /// <summary>The refusal of a request that LocalAzure does not model; null for one that it does.</summary>
    public ArmException? Unmodelled(ArmRequest request) =>
        Context.Store.Imagine(() =>
        {
            try
            {
                Handle(request);
                return null;
            }
            catch (ArmException e)
            {
                return e.Status == 501 ? e : null;
            }
        });

    /// <summary>Stores what a PUT gives, without a check, so that what refers to it finds it; the caller undoes it.</summary>
    public virtual void Assume(ArmRequest request) { }

    /// <summary>PUT, GET, HEAD, PATCH, DELETE of one resource, or GET and POST of the collection.</summary>
    protected virtual ArmResponse Handle(ArmRequest request) =>
        (request.Method, request.Path.IsCollection) switch
        {
            ("GET", true) => List(request),
            ("GET", false) => Get(request),
            ("HEAD", false) => Head(request),
            ("PUT", false) => Put(request),
            ("PATCH", false) => Patch(request),
            ("DELETE", false) => Delete(request),
            _ => throw Unsupported(request),
        };

    /// <summary>POST {resource}/{action}; the request's path is the resource's.</summary>
    protected virtual ArmResponse Act(ArmRequest request, string action) => throw Unsupported(request, action);

    protected virtual ArmResponse List(ArmRequest request) => throw Unsupported(request);

    protected virtual ArmResponse Get(ArmRequest request) => throw Unsupported(request);

    protected virtual ArmResponse Put(ArmRequest request) => throw Unsupported(request);

    protected virtual ArmResponse Patch(ArmRequest request) => throw Unsupported(request);

    protected virtual ArmResponse Delete(ArmRequest request) => throw Unsupported(request);

    protected virtual ArmResponse Head(ArmRequest request)
    {
        Get(request);
        return ArmResponse.NoContent();
    }

    private bool IsNewer(string version) =>
        version.Length >= 10
        && (version.Length == 10 || version[10..].Equals("-preview", StringComparison.OrdinalIgnoreCase))
        && DateOnly.TryParseExact(version[..10], "yyyy-MM-dd", out _)
        && ApiVersions.All(v => string.CompareOrdinal(version[..10], v[..10]) > 0);

    /// <summary>A call that Azure has, or may have, and LocalAzure does not.</summary>
    protected ArmException Unsupported(ArmRequest request, string? action = null) =>
        new(
            501,
            "NotModelled",
            $"LocalAzure does not model {request.Method} {request.Path.Id}{(action is null ? "" : "/" + action)} (type '{Name}'). "
                + "docs/localazure.md lists what it models and how to add a type."
        );

    /// <summary>A call that Azure refuses.</summary>
    protected ArmException NotAllowed(ArmRequest request) =>
        new(
            405,
            "HttpMethodNotAllowed",
            $"The HTTP method '{request.Method}' is not supported on '{request.Path.Id}' of type '{Name}'."
        );
}
