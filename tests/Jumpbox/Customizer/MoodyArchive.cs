using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tests.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Jumpbox.Tests.Customizer;

/// <summary>A small signed repository of packages on this machine, whose mood a test decides.</summary>
internal sealed class MoodyArchive : IAsyncDisposable
{
    public const string Package = "synthetic";
    private static readonly TestKey Key = new(DateTimeOffset.UtcNow.AddDays(-10));
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-archive-").FullName;
    private readonly WebApplication _application;
    private readonly PhysicalFileProvider _files;
    private int _asked;

    private MoodyArchive(WebApplication application) =>
        (_application, _files) = (application, new PhysicalFileProvider(_folder));

    /// <summary>Answers a request itself, or leaves it to the archive. Gets the number of the request.</summary>
    public Func<HttpContext, int, Task<bool>> Mood { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>How many requests came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The line of a list of sources.</summary>
    public string Source => SourceAt(Address);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>The line of a list of sources for a host that stands before it.</summary>
    public string SourceAt(Uri host) => $"deb [signed-by={_folder}/key.asc] {new Uri(host, "archive")} noble main";

    /// <summary>The configuration of an apt that has everything in a folder.</summary>
    public static string Configuration(string folder) =>
        $"""
            Dir "{folder}/";
            Dir::State::status "{folder}/var/lib/dpkg/status";
            Dir::Etc::SourceList "{folder}/sources.list";
            Dir::Etc::SourceParts "-";
            Dir::Etc::Parts "-";
            Dir::Bin::methods "/usr/lib/apt/methods";
            Dir::Bin::dpkg "/usr/bin/dpkg";
            APT::Architecture "amd64";
            APT::Architectures "amd64";
            APT::Sandbox::User "root";
            Acquire::Languages "none";

            """;

    public static async Task<MoodyArchive> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        MoodyArchive archive = new(application);
        application.Run(archive.AnswerAsync);
        archive.Publish("1.0", Key);
        await application.StartAsync();
        return archive;
    }

    /// <summary>Publishes a version in place of the other one.</summary>
    public void Publish(string version, TestKey signer)
    {
        string control =
            $"Package: {Package}\nVersion: {version}\nArchitecture: amd64\nMaintainer: nobody <nobody@example.com>\n"
            + "Description: synthetic\n";
        string repository = Path.Combine(_folder, "archive");
        string file = $"pool/main/{Package}_{version}_amd64.deb";
        byte[] package = SyntheticPackage.Build(Package, version, "amd64", "/usr/bin/synthetic", [1, 2, 3]);
        SyntheticPackage.Publish(repository, "noble", file, package, control, signer);
        _ = Directory.CreateDirectory(Path.Combine(repository, "pool/main"));
        File.WriteAllBytes(Path.Combine(repository, file), package);
        File.WriteAllBytes(Path.Combine(_folder, "key.asc"), Key.Armoured);
    }

    /// <summary>The bytes that it has at a path; null for none.</summary>
    public byte[]? Read(string path)
    {
        string file = Path.Combine(_folder, path.TrimStart('/'));
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _files.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (await Mood(context, Interlocked.Increment(ref _asked)))
        {
            return;
        }
        IFileInfo file = _files.GetFileInfo(context.Request.Path.Value!);
        await (file.Exists ? Results.Stream(file.CreateReadStream()) : Results.NotFound()).ExecuteAsync(context);
    }
}
