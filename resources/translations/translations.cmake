# SPDX-License-Identifier: GPL-3.0-or-later
# skydraft_embed_translations(<target>): the compiled translations at :/i18n of a program.
# Target update_translations: reads the sources again (lupdate) and writes the .ts files. The English
# one holds plurals only.
set(SKYDRAFT_TS_FILES ${CMAKE_CURRENT_LIST_DIR}/skydraft_ko.ts ${CMAKE_CURRENT_LIST_DIR}/skydraft_en.ts)
set(sources ${CMAKE_CURRENT_LIST_DIR}/../..)
set(translations_dir ${CMAKE_BINARY_DIR}/translations)

set(SKYDRAFT_QM_FILES "")
foreach(ts IN LISTS SKYDRAFT_TS_FILES)
    cmake_path(GET ts STEM name)
    set(qm ${translations_dir}/${name}.qm)
    add_custom_command(
        OUTPUT ${qm}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${translations_dir}
        COMMAND Qt6::lrelease -silent -nounfinished ${ts} -qm ${qm}
        DEPENDS ${ts}
        COMMENT "Compiling ${name}.ts"
        VERBATIM)
    list(APPEND SKYDRAFT_QM_FILES ${qm})
endforeach()
add_custom_target(skydraft_translations DEPENDS ${SKYDRAFT_QM_FILES})

# Texts of Qt's own dialogs, where the installation has them.
get_target_property(qmake Qt6::qmake IMPORTED_LOCATION)
execute_process(COMMAND ${qmake} -query QT_INSTALL_TRANSLATIONS
                OUTPUT_VARIABLE qt_translations OUTPUT_STRIP_TRAILING_WHITESPACE)
if(EXISTS ${qt_translations}/qtbase_ko.qm)
    list(APPEND SKYDRAFT_QM_FILES ${qt_translations}/qtbase_ko.qm)
endif()

set_property(GLOBAL PROPERTY SKYDRAFT_QM_FILES ${SKYDRAFT_QM_FILES}) # also for folders beside this one
function(skydraft_embed_translations target)
    get_property(files GLOBAL PROPERTY SKYDRAFT_QM_FILES)
    foreach(qm IN LISTS files)
        cmake_path(GET qm FILENAME name)
        set_source_files_properties(${qm} PROPERTIES QT_RESOURCE_ALIAS ${name})
    endforeach()
    add_dependencies(${target} skydraft_translations)
    qt_add_resources(${target} ${target}_translations PREFIX /i18n FILES ${files})
endfunction()

# -I finds the headers: a class in a namespace has the namespace in its context.
set(read_sources Qt6::lupdate -silent -locations none -no-ui-lines -no-obsolete -I ${sources}
    -tr-function-alias QT_TRANSLATE_NOOP+=MODEL_TEXT)
set(read_folders ${sources}/model ${sources}/widgets ${sources}/app -ts)
add_custom_target(update_translations
    COMMAND ${read_sources} ${read_folders} ${CMAKE_CURRENT_LIST_DIR}/skydraft_ko.ts
    COMMAND ${read_sources} -pluralonly ${read_folders} ${CMAKE_CURRENT_LIST_DIR}/skydraft_en.ts
    COMMENT "Reading the texts of model, widgets and app"
    VERBATIM)
