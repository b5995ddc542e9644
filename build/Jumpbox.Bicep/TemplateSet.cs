using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Files;
using Jumpbox.Templates;

namespace Jumpbox.Bicep;

/// <summary>
/// The templates of the repository: compiled and evaluated by one compiler that starts early and works in the
/// background. Results of earlier runs are reused.
/// </summary>
public sealed class TemplateSet : IAsyncDisposable
{
    /// <summary>The template of the two roles, for the subscription.</summary>
    public const string Roles = "roles";

    /// <summary>The template of identity and role assignments, for the builder group.</summary>
    public const string Identity = "identity";

    /// <summary>The template of the image template, for the builder group.</summary>
    public const string Image = "image";

    /// <summary>The template of the machines of one revision, for their group.</summary>
    public const string Jumpboxes = "jumpboxes";

    /// <summary>The template of what all revisions of machines share, for their group.</summary>
    public const string Surroundings = "jumpbox-surroundings";

    private const string VersionOf = "version";

    private readonly string _folder;
    private readonly Func<string> _workFolder;
    private readonly Lazy<Task<BicepSession>> _session;
    private readonly Lazy<TemplateCache> _cache;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _predicting = new(1);
    private readonly Dictionary<string, Task<JsonObject>> _compiled = [];
    private readonly ConcurrentDictionary<(string Name, string Values, DeploymentPlace Place), Prediction> _predicted =
    [];

    /// <summary>Creates the set; nothing is compiled yet.</summary>
    /// <param name="folder">The folder of the <c>.bicep</c> files.</param>
    /// <param name="workFolder">Returns the folder for files that the compiler reads.</param>
    /// <param name="variables">The environment variables.</param>
    public TemplateSet(string folder, Func<string> workFolder, IReadOnlyDictionary<string, string> variables)
    {
        _folder = folder;
        _workFolder = workFolder;
        string? home = variables.GetValueOrDefault(UserCache.Variable);
        Lazy<BicepCli> cli = new(() => BicepCli.Find(variables));
        _session = new Lazy<Task<BicepSession>>(() =>
            Task.Run(() => BicepSession.StartAsync(cli.Value, UserCache.Folder(home, "bicep"), _end.Token))
        );
        _cache = new Lazy<TemplateCache>(() =>
            new TemplateCache(cli.Value.IsPinned ? UserCache.Folder(home, "templates") : null, folder)
        );
    }

    /// <summary>Why no compiler can be used; null where one can.</summary>
    /// <param name="variables">The environment variables.</param>
    public static string? MissingCompiler(IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            _ = BicepCli.Find(variables);
            return null;
        }
        catch (BicepException missing)
        {
            return missing.Message;
        }
    }

    /// <summary>
    /// Starts the compiler and compiles in the background; a caller that needs a template waits for it.
    /// </summary>
    public void Begin()
    {
        foreach (string name in (string[])[Roles, Identity, Image])
        {
            _ = CompileAsync(name);
        }
    }

    /// <summary>Returns the compiler's version.</summary>
    /// <exception cref="BicepException">There is no usable compiler.</exception>
    public async Task<Version> VersionAsync()
    {
        JsonObject answer = await _cache.Value.GetAsync(
            async () => new JsonObject { [VersionOf] = (await _session.Value).Version.ToString() },
            VersionOf
        );
        return Version.Parse((string)answer[VersionOf]!);
    }

    /// <summary>Returns a template as ARM JSON, compiled once. Do not modify the returned object.</summary>
    /// <param name="name">The template.</param>
    /// <exception cref="BicepException">It does not compile cleanly.</exception>
    public Task<JsonObject> CompileAsync(string name)
    {
        lock (_compiled)
        {
            if (!_compiled.TryGetValue(name, out Task<JsonObject>? template))
            {
                _compiled[name] = template = CompileNowAsync(name);
            }
            return template;
        }
    }

    /// <summary>
    /// Returns the resources that a deployment would create, evaluated offline, once. Do not modify the returned object.
    /// </summary>
    /// <param name="name">The template.</param>
    /// <param name="values">The parameters' values by name.</param>
    /// <param name="place">The target of the deployment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="BicepException">It does not compile cleanly, or the values do not fit.</exception>
    public async Task<Prediction> PredictAsync(
        string name,
        JsonObject values,
        DeploymentPlace place,
        CancellationToken cancellationToken
    )
    {
        string text = CanonicalJson.Write(values);
        if (_predicted.TryGetValue((name, text, place), out Prediction? known))
        {
            return known;
        }
        await CompileAsync(name);
        // One at a time: the compiler must not read a file that is being rewritten.
        await _predicting.WaitAsync(cancellationToken);
        try
        {
            if (!_predicted.TryGetValue((name, text, place), out Prediction? predicted))
            {
                predicted = Prediction.Read(
                    await _cache.Value.GetAsync(
                        async () =>
                        {
                            string file = WriteParameters(name, values, text);
                            return (await (await _session.Value).PredictAsync(file, place, cancellationToken)).ToJson();
                        },
                        name,
                        text,
                        place.ToString()
                    )
                );
                _predicted[(name, text, place)] = predicted;
            }
            return predicted;
        }
        finally
        {
            _predicting.Release();
        }
    }

    /// <summary>Stops the compiler.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_session.IsValueCreated)
        {
            try
            {
                await (await _session.Value).DisposeAsync();
            }
            catch (Exception error) when (error is BicepException or OperationCanceledException)
            {
                // It never started; its callers already got the error.
            }
        }
        _end.Dispose();
        _predicting.Dispose();
    }

    private async Task<JsonObject> CompileNowAsync(string name) =>
        await _cache.Value.GetAsync(
            async () => await (await _session.Value).CompileAsync(Path.Combine(_folder, name + ".bicep"), _end.Token),
            name
        );

    // The compiler reads each file only once, so different values get a different file.
    private string WriteParameters(string name, JsonObject values, string text)
    {
        string stem = $"{name}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
        string folder = _workFolder();
        string file = Path.Combine(folder, stem + ".bicepparam");
        string template = Path.GetRelativePath(folder, Path.Combine(_folder, name + ".bicep")).Replace('\\', '/');
        StringBuilder lines = new();
        lines.Append($"using '{template}'\n\nvar values = loadJsonContent('{stem}.json')\n");
        foreach (string key in values.Select(value => value.Key))
        {
            lines.Append($"param {key} = values.{key}\n");
        }
        AtomicFile.Write(Path.Combine(folder, stem + ".json"), text);
        AtomicFile.Write(file, lines.ToString());
        return file;
    }
}

/// <summary>The target of a deployment, in which its expressions are evaluated.</summary>
/// <param name="TenantId">The tenant's GUID.</param>
/// <param name="SubscriptionId">The subscription's GUID.</param>
/// <param name="ResourceGroup">The group, or null for a deployment to the subscription.</param>
/// <param name="Location">The region of the deployment or of the group.</param>
/// <param name="DeploymentName">The deployment's name.</param>
public sealed record DeploymentPlace(
    string TenantId,
    string SubscriptionId,
    string? ResourceGroup,
    string Location,
    string DeploymentName
);
