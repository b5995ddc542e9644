namespace LocalAzure.ImageBuilder;

/// <summary>The stages of an image build, in order; each is one event.</summary>
internal enum BuildStage
{
    /// <summary>The build machine and the container that runs Packer are made.</summary>
    Building,

    /// <summary>A customizer begins.</summary>
    Customizing,

    /// <summary>A customizer ends.</summary>
    Customized,

    /// <summary>The machine is optimized for a faster boot.</summary>
    Optimizing,

    /// <summary>A validator begins on a machine from the new image.</summary>
    Validating,

    /// <summary>A validator ends.</summary>
    Validated,

    /// <summary>The image goes to its targets.</summary>
    Distributing,

    /// <summary>The image is at its targets.</summary>
    Distributed,
}
