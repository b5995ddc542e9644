namespace Jumpbox.Evidence;

/// <summary>Whose step of an image build it is.</summary>
public enum StepKind
{
    /// <summary>A customizer of the template.</summary>
    Step,

    /// <summary>A check of the template inside a machine made from the image.</summary>
    Validation,

    /// <summary>A step that Azure adds.</summary>
    Azures,
}
