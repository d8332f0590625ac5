package dev.seveneight.histories;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Our classes with a fault in one of them. Everything of ours is loaded anew, so that all of it
 * meets the faulty one, but for what a test hands over.
 */
final class MutantClasses extends ClassLoader {
  private static final String OURS = "dev.seveneight.";
  private static final List<String> HANDED_OVER =
      List.of("dev.seveneight.shared.deployment.Deployment", "dev.seveneight.shared.metrics.");

  private final Path compiled;

  private MutantClasses(Path compiled) {
    super(MutantClasses.class.getClassLoader());
    this.compiled = compiled;
  }

  /**
   * Compiles the fault.
   *
   * @param folder an empty folder for the classes
   */
  static ClassLoader of(Mutant mutant, Path folder) {
    String source = mutant.source();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean done =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of("-proc:none", "-nowarn", "-d", folder.toString()),
                null,
                List.of(
                    new SimpleJavaFileObject(
                        URI.create("string:///" + mutant.path().getFileName()),
                        javax.tools.JavaFileObject.Kind.SOURCE) {
                      @Override
                      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                      }
                    }))
            .call();
    if (!done) {
      throw new AssertionError("the mutant does not compile: " + complaints);
    }
    return new MutantClasses(folder);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || HANDED_OVER.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = bytes(name.replace('.', '/') + ".class");
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }

  private byte[] bytes(String file) throws ClassNotFoundException {
    try {
      Path faulty = compiled.resolve(file);
      if (Files.exists(faulty)) {
        return Files.readAllBytes(faulty);
      }
      try (InputStream asItIs = getParent().getResourceAsStream(file)) {
        if (asItIs == null) {
          throw new ClassNotFoundException(file);
        }
        return asItIs.readAllBytes();
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(file, e);
    }
  }
}
