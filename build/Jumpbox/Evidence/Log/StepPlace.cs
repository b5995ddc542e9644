using System.Globalization;

namespace Jumpbox.Evidence.Log;

/// <summary>The position of a running image build in its template's steps.</summary>
/// <param name="Kind">The list of the template that has the step.</param>
/// <param name="Number">The step's number in that list, from 1; 0 for a step that Azure adds.</param>
/// <param name="Count">The number of steps in that list.</param>
/// <param name="Name">The step's name.</param>
public sealed record StepPlace(StepKind Kind, int Number, int Count, string Name)
{
    /// <summary>
    /// Returns the positions of a live log's steps. Azure runs the customizers in the template's order, then its own step
    /// that removes the machine's identity, then the validators in another VM; the log has no step names.
    /// </summary>
    /// <param name="log">The live log: both phases in one text.</param>
    /// <param name="customizers">The names of the template's customizers, in order.</param>
    /// <param name="validators">The names of its validators, in order.</param>
    public static IReadOnlyList<StepPlace> Of(
        CustomizationLog log,
        IReadOnlyList<string> customizers,
        IReadOnlyList<string> validators
    )
    {
        List<StepPlace> places = [];
        int customized = 0;
        int validated = 0;
        bool deprovisioned = false;
        foreach (LogStep step in log.Steps)
        {
            if (step.Name == LogParser.Deprovision)
            {
                deprovisioned = true;
                places.Add(new StepPlace(StepKind.Azures, 0, 0, step.Name));
            }
            else if (!deprovisioned && customized < customizers.Count)
            {
                places.Add(new StepPlace(StepKind.Step, ++customized, customizers.Count, customizers[customized - 1]));
            }
            else if (validated < validators.Count)
            {
                places.Add(
                    new StepPlace(StepKind.Validation, ++validated, validators.Count, validators[validated - 1])
                );
            }
            else
            {
                places.Add(new StepPlace(StepKind.Azures, 0, 0, step.Name));
            }
        }
        return places;
    }

    /// <summary>For example <c>step 3 of 9: harden-sshd</c>.</summary>
    public override string ToString() =>
        Kind == StepKind.Azures
            ? Name
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(Kind == StepKind.Step ? "step" : "validation")} {Number} of {Count}: {Name}"
            );
}

/// <summary>The origin of a step.</summary>
public enum StepKind
{
    /// <summary>A customizer of the template.</summary>
    Step,

    /// <summary>A validator of the template, run inside a VM created from the image.</summary>
    Validation,

    /// <summary>A step that Azure adds.</summary>
    Azures,
}
