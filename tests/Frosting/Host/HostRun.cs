using System.Globalization;
using System.Text;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Frosting.Tests.Host;

/// <summary>One run of the host with the tasks of this assembly: what was done and what was printed.</summary>
public sealed class HostRun : IConsole, IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly TextWriter _output;

    private HostRun() => _output = new StringWriter(_text, CultureInfo.InvariantCulture);

    /// <summary>The host's exit code.</summary>
    public int ExitCode { get; private set; }

    /// <summary>What was printed, errors too.</summary>
    public string Output => _text.ToString();

    /// <summary>What the tasks and lifetimes noted, in order.</summary>
    public Notes Notes { get; } = new();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    /// <summary>Runs the host.</summary>
    public static HostRun Of(params string[] args) => Of(_ => { }, args);

    /// <summary>Runs the host after something was changed about it.</summary>
    public static HostRun Of(Action<CakeHost> change, params string[] args)
    {
        HostRun run = new();
        CakeHost host = CakeHost
            .Create()
            .UseLifetime<NotingLifetime>()
            .UseTaskLifetime<NotingTaskLifetime>()
            .ConfigureServices(services =>
                services
                    .AddSingleton(run.Notes)
                    .AddSingleton<IConsole>(run)
                    .AddSingleton(
                        AnsiConsole.Create(
                            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(run._output) }
                        )
                    )
            );
        change(host);
        run.ExitCode = host.Run(args);
        return run;
    }

    public void Write(string format, params object[] arg) => _output.Write(format, arg);

    public void Write(string value) => _output.Write(value);

    public void WriteLine(string format, params object[] arg) => _output.WriteLine(format, arg);

    public void WriteLine(string value) => _output.WriteLine(value);

    public void WriteError(string format, params object[] arg) => _output.Write(format, arg);

    public void WriteError(string value) => _output.Write(value);

    public void WriteErrorLine(string format, params object[] arg) => _output.WriteLine(format, arg);

    public void WriteErrorLine(string value) => _output.WriteLine(value);

    public void ResetColor() { }

    public void Dispose() => _output.Dispose();
}
