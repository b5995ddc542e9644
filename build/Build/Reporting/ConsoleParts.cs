using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>Puts the program's own ways of writing into Cake's places.</summary>
public static class ConsoleParts
{
    /// <summary>Adds console, log, headings and CI output.</summary>
    /// <param name="services">What the host is made of; of two of a kind the last one counts.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="time">The clock.</param>
    public static void Add(
        IServiceCollection services,
        IReadOnlyDictionary<string, string> variables,
        TimeProvider time
    )
    {
        Screen screen = Screen.Of(variables);
        CiSystem? ci = CiSystem.Find(variables);
        services.AddSingleton(screen);
        services.AddSingleton(time);
        services.AddSingleton<BuildDisplay>();
        if (!screen.Draws)
        {
            services.AddSingleton<IConsole>(new PlainConsole(Console.Out, Console.Error));
            services.AddSingleton(Plain(Console.Out));
        }
        services.AddSingleton<ICakeLog>(provider => new RunLog(
            new CakeBuildLog(provider.GetRequiredService<IConsole>()),
            ci,
            () => provider.GetRequiredService<RunOutcome>().Interrupted
        ));
        services.AddSingleton<ICakeReportPrinter>(provider => new RunReport(
            new CakeSpectreReportPrinter(provider.GetRequiredService<IAnsiConsole>()),
            provider.GetRequiredService<ICakeLog>(),
            headings: ci is null
        ));
        services.AddSingleton(provider => new CiOutput(
            ci,
            provider.GetRequiredService<ICakeLog>(),
            provider.GetRequiredService<IConsole>()
        ));
    }

    /// <summary>A console for Cake's tables that writes no control code.</summary>
    /// <param name="output">Takes the text.</param>
    public static IAnsiConsole Plain(TextWriter output) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
}
