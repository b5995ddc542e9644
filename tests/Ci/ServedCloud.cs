using System.Diagnostics;
using System.Text;

namespace Ci.Tests;

/// <summary>LocalAzure as a server of its own, which stands for the cloud that all jobs of a run share.</summary>
internal sealed class ServedCloud : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-cloud-").FullName;
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private ServedCloud(string[] arguments, string? repository)
    {
        // The world follows the settings and the lock; the user's tool is in the catalogue of the clone only.
        string settings = Path.Combine(repository ?? _folder, "jumpbox.json");
        if (repository is null)
        {
            File.Copy(SampleSettings.File, settings);
            UserEdits.EditSettings(_folder, UserEdits.Everywhere);
        }
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUMPBOX_REPOSITORY"] = repository;
        string program = Path.Combine(CompiledAlready.Program, "Build.dll");
        foreach (
            string argument in (string[])
                [program, "--target=Serve", $"--artifacts={_folder}", $"--config={settings}", .. arguments]
        )
        {
            start.ArgumentList.Add(argument);
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The file that tells others where it is.</summary>
    public string ReadyFile => Path.Combine(_folder, "secrets", "serve.json");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="arguments">Further arguments.</param>
    public static Task<ServedCloud> StartAsync(params string[] arguments) => StartForAsync(null, arguments);

    /// <summary>Starts the one that settings and lock of a repository need.</summary>
    /// <param name="repository">Its folder; null for the user's settings of these tests.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<ServedCloud> StartForAsync(string? repository, params string[] arguments)
    {
        ServedCloud cloud = new(arguments, repository);
        try
        {
            for (int look = 0; look < 600 && !File.Exists(cloud.ReadyFile); look++)
            {
                Assert.False(cloud._process.HasExited, $"LocalAzure ended before it was ready.\n{cloud._errors}");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
        catch
        {
            cloud.Dispose();
            throw;
        }
        return cloud;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
