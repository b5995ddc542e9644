using System.Text;
using Jumpbox.Azure;
using Jumpbox.Azure.Chain;
using Jumpbox.Evidence;
using Jumpbox.Templates;

namespace Build.Reporting;

/// <summary>Tells an image build as lines, one for each change: phase, step, trouble.</summary>
public sealed class BuildNarration
{
    private readonly TemplateRecord _template;
    private readonly Action<string> _say;
    private readonly StringBuilder _log = new();
    private string _phase = "";
    private int _stepsTold;
    private string _trouble = "";

    /// <summary>A story that has not begun.</summary>
    /// <param name="template">What is built; names the steps.</param>
    /// <param name="say">Takes the lines.</param>
    public BuildNarration(TemplateRecord template, Action<string> say)
    {
        _template = template;
        _say = say;
    }

    /// <summary>Tells what is new.</summary>
    /// <param name="moment">The latest look.</param>
    public void Show(BuildMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ShowTrouble(moment.Sighting);
        if (moment.Sighting.Template is not { } template)
        {
            return;
        }
        string phase = template.LastRun.Phase ?? template.LastRun.State.ToString();
        if (phase != _phase)
        {
            _phase = phase;
            _say(phase);
        }
        if (moment.LogNews.Length > 0)
        {
            _log.Append(moment.LogNews);
            ShowSteps(CustomizationLog.Parse(_log.ToString()));
        }
    }

    /// <summary>Why a build ended without an image, in a few lines.</summary>
    /// <param name="template">The template as it was seen last.</param>
    /// <param name="logs">Where the logs are.</param>
    public static string Verdict(ImageTemplate? template, string logs) =>
        $"The image build of {template?.Name} ended as {template?.LastRun.State}"
        + $" in phase {template?.LastRun.Phase ?? "unknown"}: {template?.LastRun.Message ?? "Azure gives no reason."}"
        + $"\n{LogSummary.Read(logs, ended: true).Failure?.Summary}"
        + $"\nThe logs are home, in {logs}.";

    private void ShowSteps(CustomizationLog log)
    {
        for (; _stepsTold < log.Steps.Count; _stepsTold++)
        {
            _say(
                $"  {_stepsTold + 1} of {_template.Customizers.Count + _template.Validators.Count}: {log.Steps[_stepsTold].Name}"
            );
        }
    }

    private void ShowTrouble(RunSighting sighting)
    {
        string trouble = sighting.Trouble?.Code ?? "";
        if (trouble != _trouble)
        {
            _say(
                trouble.Length > 0
                    ? $"Azure cannot show the build for now ({trouble}); waiting."
                    : "Azure shows the build again."
            );
        }
        _trouble = trouble;
    }
}
